/** Shows the API's document. `Authorize` keeps the token in this tab only. */
window.SwaggerUIBundle({
  url: '/openapi.json',
  domNode: document.getElementById('api'),
  deepLinking: true,
  filter: true,
  displayRequestDuration: true,
  showExtensions: true,
  docExpansion: 'list',
  tagsSorter: 'alpha',
  validatorUrl: null,
});
