export const drawingWords = {
  polygon: { zh: '多边形', en: 'Polygon' },
  rectangle: { zh: '矩形', en: 'Rectangle' },
  undo: { zh: '撤销', en: 'Undo' },
  close: { zh: '闭合', en: 'Close the line' },
  clear: { zh: '清除', en: 'Take away' },
  hintPolygon: { zh: '点击放置顶点，双击或按 Enter 闭合；拖动顶点可调整。', en: 'Click to set corners; double-click or Enter closes the line; drag a corner to move it.' },
  hintRectangle: { zh: '拖动画出矩形；拖动角可调整。', en: 'Drag to draw the box; drag a corner to change it.' },
  corner: { zh: '顶点 {n}，方向键移动', en: 'Corner {n}; arrow keys move it' },
  canvas: { zh: '{slot}：在此勾画', en: '{slot}: draw here' },
  map: { zh: '注意力图', en: 'Attention map' },
  mapOpacity: { zh: '注意力图的不透明度', en: 'Opacity of the attention map' },
} as const;
