import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent: a deep teal that no state uses. */
const accent: MantineColorsTuple = ['#e7f4f5', '#d1e7e9', '#a5cfd3', '#76b5bc', '#4f9fa8', '#348f99', '#1f7c87', '#0f6873', '#0a5761', '#06454d'];
const grey: MantineColorsTuple = ['#f6f7f8', '#eceef0', '#dfe3e6', '#c9cfd4', '#a6aeb5', '#7d868e', '#5b646c', '#434b52', '#2b3238', '#1b2025'];
const dark: MantineColorsTuple = ['#e4e8eb', '#c2c9cf', '#98a2aa', '#707a83', '#4a535b', '#333b42', '#252c32', '#1a2025', '#12171b', '#0b0f12'];

const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans SC Variable', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** Sizes and colours of every screen; nothing else in the portal names a font size or an accent. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  colors: { accent, gray: grey, dark },
  black: '#1b2025',
  fontFamily: SANS,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.4' },
  headings: { fontFamily: SANS, fontWeight: '600', sizes: { h1: { fontSize: '18px', lineHeight: '24px' }, h2: { fontSize: '16px', lineHeight: '24px' }, h3: { fontSize: '14px', lineHeight: '20px' } } },
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  autoContrast: true,
  components: {
    Button: { defaultProps: { size: 'compact-md' }, styles: { root: { fontWeight: 500, fontSize: '13px' } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { transitionProps: { duration: 120 } } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 250, transitionProps: { duration: 120 }, multiline: true, maw: 360 } },
  },
});

/** Surfaces and the colours of states, for the desk (light) and for image screens (dark). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--ec-rail-width': '180px', '--ec-bar-height': '44px' },
  light: {
    '--mantine-color-body': '#f6f7f8',
    '--mantine-color-dimmed': '#5b646c',
    '--ec-surface': '#ffffff',
    '--ec-surface-raised': '#ffffff',
    '--ec-line': '#dfe3e6',
    '--ec-hover': '#eef3f4',
    '--ec-complete': '#1c7437',
    '--ec-needs-you': '#8a5a00',
    '--ec-waiting': '#1f5fae',
    '--ec-deviation': '#6d45a8',
    '--ec-excluded': '#5b646c',
    '--ec-blocked': '#b3261e',
    '--ec-locked': '#1b2025',
  },
  dark: {
    '--mantine-color-body': '#0b0f12',
    '--mantine-color-dimmed': '#98a2aa',
    '--ec-surface': '#12171b',
    '--ec-surface-raised': '#1a2025',
    '--ec-line': '#252c32',
    '--ec-hover': '#1f262c',
    '--ec-complete': '#63c283',
    '--ec-needs-you': '#e3b04b',
    '--ec-waiting': '#7db3f2',
    '--ec-deviation': '#bb9bea',
    '--ec-excluded': '#a6aeb5',
    '--ec-blocked': '#f28b82',
    '--ec-locked': '#e4e8eb',
  },
});
