"""Reads every NIfTI mask of a folder with nibabel and the PNG mask beside it with Pillow, and prints what both say as JSON:
geometry, and whether the pixels are the same, columns as the first axis."""
import json, os, sys
import nibabel, numpy
from PIL import Image

GREY = numpy.zeros(256, dtype=numpy.uint8)
GREY[[255, 85, 170]] = [1, 2, 3]
found = {}
for place, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        if not name.endswith('.nii.gz'):
            continue
        path = os.path.join(place, name)
        image = nibabel.load(path)
        png = GREY[numpy.array(Image.open(path.replace('.nii.gz', '.png')))]
        pixels = numpy.asarray(image.dataobj)
        found[os.path.relpath(path, sys.argv[1])] = {
            'shape': list(image.shape), 'type': str(image.get_data_dtype()), 'zooms': [round(float(zoom), 5) for zoom in image.header.get_zooms()], 'units': image.header.get_xyzt_units()[0],
            'samePixels': bool(pixels.T.shape == png.shape and (pixels.T == png).all()), 'labels': {str(value): int((pixels == value).sum()) for value in numpy.unique(pixels)},
            'qform': image.header.get_qform(coded=True)[1].__int__(), 'sform': image.header.get_sform(coded=True)[1].__int__(), 'sameTransforms': bool(numpy.allclose(image.get_qform(), image.get_sform())),
            'affine': numpy.diag(image.affine).round(5).tolist(), 'intent': image.header.get_intent()[0], 'description': image.header['descrip'].item().decode('ascii'),
        }
print(json.dumps(found))
