export const setupWords = {
  title: { zh: '建立第一位管理员', en: 'Create the first administrator' },
  lead: { zh: '此链接只能使用一次。之后由管理员建立其他账户。', en: 'This link works once. The administrator then creates all other accounts.' },
  invalid: { zh: '此链接已使用或已过期', en: 'This link was used or has run out' },
  invalidWhy: { zh: '请在服务器上重新启动以获得新链接，或直接登录。', en: 'Start the server anew for a new link, or sign in.' },
  name: { zh: '姓名', en: 'Name' },
  email: { zh: '邮箱', en: 'E-mail' },
  password: { zh: '密码', en: 'Password' },
  passwordWhy: { zh: '至少 12 个字符', en: 'At least 12 characters' },
  create: { zh: '建立', en: 'Create' },
  done: { zh: '已建立。请登录。', en: 'Done. Sign in now.' },
  signIn: { zh: '去登录', en: 'To sign-in' },
} as const;
