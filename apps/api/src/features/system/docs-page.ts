/** The page that shows the interface; everything it loads comes from this server. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>EchoCohort interface</title>
<link rel="stylesheet" href="/v1/docs/assets/swagger-ui.css">
</head>
<body>
<div id="page"></div>
<script src="/v1/docs/assets/swagger-ui-bundle.js"></script>
<script src="/v1/docs/start.js"></script>
</body>
</html>
`;

export const DOCS_SCRIPT = `window.SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#page', deepLinking: true, defaultModelsExpandDepth: -1 });
`;
