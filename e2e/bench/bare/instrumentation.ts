// Without one of its own the framework would run the product's.
export function register(): void {}
