export const sessionWords = {
  title: { zh: '登录', en: 'Sign in' },
  lead: { zh: '多中心超声研究平台', en: 'The platform of a multicentre ultrasound study' },
  email: { zh: '邮箱', en: 'E-mail' },
  password: { zh: '密码', en: 'Password' },
  enter: { zh: '登录', en: 'Sign in' },
  again: { zh: '请重新登录', en: 'Please sign in again' },
  againWhy: { zh: '登录已失效（超时，或在服务器上被撤销）。页面和您填写的内容都还在；登录后请再次保存。', en: 'Your session has ended (it ran out, or was revoked on the server). The page and all that you typed are still here: sign in, then save again.' },
  otherPerson: { zh: '以其他人身份登录后页面将重新载入。', en: 'Signing in as somebody else loads the page anew.' },
} as const;
