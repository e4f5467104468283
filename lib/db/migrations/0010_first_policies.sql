insert into "policies" ("code", "version", "title", "text", "urgency", "ban_seconds", "created_by_name") values
  ('spam', 1, 'Spam or flooding', 'Advertising nobody asked for, links pasted again and again, noise or pictures meant to drown out everybody else.', 'normal', 604800, 'Roomwarden'),
  ('harassment', 1, 'Harassment', 'Insults, mockery, unwanted advances or stalking aimed at a person, and calling on others to join in.', 'high', 604800, 'Roomwarden'),
  ('hate', 1, 'Hate', 'Contempt for people, or calls to exclude or hurt them, because of origin, religion, sex, orientation, disability or the like.', 'high', 2592000, 'Roomwarden'),
  ('sexual', 1, 'Nudity or sexual content', 'Nudity, sexual acts or sexual pictures where the room is not meant for them.', 'high', 2592000, 'Roomwarden'),
  ('violence', 1, 'Violence or threats', 'Threats against anybody, praise of violence, or showing it to shock.', 'urgent', 2592000, 'Roomwarden'),
  ('child_safety', 1, 'Child safety', 'Whatever sexualises a child, approaches a child for sexual ends, or puts a child in danger.', 'urgent', null, 'Roomwarden'),
  ('impersonation', 1, 'Impersonation', 'Posing as another person, as a member of the team or as an organisation.', 'normal', 604800, 'Roomwarden'),
  ('privacy', 1, 'Privacy', 'Publishing somebody’s address, telephone number, private messages or recordings without their consent.', 'high', 604800, 'Roomwarden'),
  ('other', 1, 'Other', 'Whatever else keeps people from using the room as it is meant.', 'low', 604800, 'Roomwarden');
