import { trusted } from './html.ts'

/** Colours as in globals.css; the form is a page of its own and loads nothing. */
export const STYLE = trusted(`
:root{color-scheme:light dark;--bg:light-dark(#f3f5f7,#0d1013);--surface:light-dark(#fff,#13171b);--line:light-dark(#d5dae0,#333c45);--control:light-dark(#87909b,#6f7a86);--fg:light-dark(#151a20,#e8ecef);--fg-2:light-dark(#424b56,#bac3cc);--accent:light-dark(#0b6285,#74c0e0);--fill:light-dark(#0b6285,#1d7599);--soft:light-dark(#e6f1f6,#11303d);--fault:light-dark(#b3261e,#ff9c94)}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:1rem/1.5 -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'Helvetica Neue', Arial, sans-serif;overflow-wrap:anywhere}
main{max-width:36rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{margin:0;font-size:1.5rem;line-height:1.25}
h2{margin:2rem 0 .5rem;font-size:1.0625rem}
p{margin:.5rem 0}
a{color:var(--accent)}
form{display:grid;gap:1.5rem;margin-top:1.5rem}
fieldset{min-width:0;margin:0;padding:0;border:0}
label,legend{display:block;padding:0;font-weight:600}
.hint{margin:0;color:var(--fg-2);font-size:.875rem}
.choice{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;font-weight:400}
.choice input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--fill)}
select,textarea,input[type=text],input[type=url],input[type=number]{width:100%;min-height:2.75rem;margin-top:.375rem;padding:.5rem .75rem;border:1px solid var(--control);border-radius:.375rem;background:var(--surface);color:inherit;font:inherit}
input[type=number]{width:8rem}
textarea{min-height:9rem;resize:vertical}
[aria-invalid=true]{border-color:var(--fault)!important;outline:1px solid var(--fault)}
fieldset[aria-invalid=true]{outline:0;border-left:3px solid;padding-left:.75rem}
.fault{margin:.25rem 0 0;color:var(--fault);font-weight:600}
.faults{margin-top:1.25rem;padding:.75rem 1rem;border:2px solid var(--fault);border-radius:.375rem;background:var(--surface)}
.faults p{margin:0;font-weight:600}
.faults ul{margin:.5rem 0 0;padding-left:1.25rem}
button,.button{display:block;width:100%;min-height:3rem;padding:.75rem 1rem;border:1px solid var(--fill);border-radius:.375rem;background:var(--fill);color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.ways{margin-top:1.5rem}
.button.second{margin-top:.75rem;background:transparent;border-color:var(--control);color:var(--fg)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
ol{display:grid;gap:.75rem;margin:0;padding:0;list-style:none}
.report{padding:.75rem 1rem;border:1px solid var(--line);border-radius:.375rem;background:var(--surface)}
.report p{margin:0}
.state{font-weight:600}
.answer{margin-top:.5rem!important;padding:.5rem .75rem;border-left:3px solid var(--accent);background:var(--soft);white-space:pre-wrap}
code{font:.875rem/1.5 ui-monospace,monospace}
form:not(:has(option[value=other]:checked)) .other,form:not(:has(#when-earlier:checked)) .minutes{display:none}
`)

/** Focus goes to what went wrong, and a second press sends nothing; the form is whole without it. */
export const SCRIPT = trusted(
  `document.querySelector('[data-focus]')?.focus();let sent=false;document.querySelector('form')?.addEventListener('submit',e=>{if(sent)e.preventDefault();sent=true});addEventListener('pageshow',()=>{sent=false})`,
)
