"""Reads seg.dcm, sr.dcm, coco.json and mask.png of a folder with pydicom, highdicom, pycocotools and Pillow and prints
what they find as JSON."""
import contextlib, io, json, os, sys
import highdicom, numpy, pydicom
from PIL import Image
from pycocotools.coco import COCO

folder = sys.argv[1]
path = lambda name: os.path.join(folder, name)
seg = highdicom.seg.segread(path('seg.dcm'))
by_source = seg.get_pixels_by_source_instance([seg.ReferencedSeriesSequence[0].ReferencedInstanceSequence[0].ReferencedSOPInstanceUID], ignore_spatial_locations=True)[0]
groups = highdicom.sr.srread(path('sr.dcm')).content.get_planar_roi_measurement_groups()
with contextlib.redirect_stdout(io.StringIO()):
    coco = COCO(path('coco.json'))
annotations = coco.loadAnns(coco.getAnnIds())
masks = [coco.annToMask(a) for a in annotations]
iou = [float((m & by_source[:, :, i]).sum() / (m | by_source[:, :, i]).sum()) for i, m in enumerate(masks)]
grey = numpy.array(Image.open(path('mask.png')))
print(json.dumps({
    'segments': [{'label': d.segment_label, 'type': d.segmented_property_type.meaning, 'algorithm': d.SegmentAlgorithmType, 'pixels': int(by_source[:, :, i].sum())} for i, d in enumerate(seg.get_segment_description(n) for n in seg.segment_numbers)],
    'frameOfReference': 'FrameOfReferenceUID' in seg, 'clinicalTrialSubject': seg.get('ClinicalTrialSubjectID'),
    'groups': [{'tracking': g.tracking_identifier, 'finding': g.finding_type.meaning, 'corners': len(g.roi.value) - 1, 'measurements': {m.name.meaning: [float(m.value), m.unit.value] for m in g.get_measurements()}} for g in groups],
    'categories': [c['name'] for c in coco.loadCats(coco.getCatIds())], 'areas': [a['area'] for a in annotations], 'iou': iou,
    'grey': {str(v): int((grey == v).sum()) for v in numpy.unique(grey)}, 'size': list(grey.shape), 'image': coco.loadImgs(coco.getImgIds())[0]['file_name'],
}))
