/** The login page for development users. Pure. */

export interface LoginPage {
  /** URL that the form posts to. */
  action: string;
  /** Login name entered before. */
  login: string;
  /** Error of the previous attempt; undefined on the first one. */
  problem?: string;
}

export const loginPage = ({ action, login, problem }: LoginPage): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Log in to SentinAI (development)</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 22rem; margin: 4rem auto; padding: 0 1rem; }
      label, input, button { display: block; width: 100%; box-sizing: border-box; }
      input, button { font: inherit; padding: 0.5rem; margin: 0.25rem 0 1rem; }
      [role='alert'] { color: #b00020; }
    </style>
  </head>
  <body>
    <main>
      <h1>SentinAI</h1>
      <p>Development users only: <code>npm run users</code> lists them.</p>
      ${problem === undefined ? '' : `<p role="alert">${escaped(problem)}</p>`}
      <form method="post" action="${escaped(action)}">
        <label for="login">User</label>
        <input id="login" name="login" value="${escaped(login)}" autocomplete="username" required autofocus>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <button type="submit">Log in</button>
      </form>
    </main>
  </body>
</html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
