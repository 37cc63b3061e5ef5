# Child of train.bench.mjs: the same training step in PyTorch on the CPU, channels last. Reads a line, takes four steps, answers the seconds
# of the last three. Arguments: picture side, batch, optimiser. ResNet-18 is written out here, because torchvision may be missing.
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.down = None if stride == 1 else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.down is None else self.down(x)))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
        sizes = [(64, 64, 1), (64, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2), (256, 256, 1), (256, 512, 2), (512, 512, 1)]
        self.blocks = nn.Sequential(*[Block(*size) for size in sizes])
        self.drop, self.bn, self.fc = nn.Dropout(0.3), nn.BatchNorm1d(512), nn.Linear(512, 1)

    def forward(self, x):
        feature = self.blocks(self.stem(x)).mean((2, 3))
        return feature, self.fc(self.bn(self.drop(feature)))


def triplet(feature, label, margin=0.3):
    distance = torch.cdist(feature, feature)
    same = (label == label.T).float()
    return F.relu((distance * same).max(1).values - (distance + same * 1e6).min(1).values + margin).mean()


side, batch, kind = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
torch.manual_seed(1)
network = Network().to(memory_format=torch.channels_last).train()
optimiser = torch.optim.AdamW(network.parameters(), 1e-3) if kind == 'adam' else torch.optim.SGD(network.parameters(), 1e-3, 0.9)
x = torch.randn(batch, 3, side, side).contiguous(memory_format=torch.channels_last)
label = (torch.arange(batch) % 2).float().reshape(-1, 1)
print(json.dumps({'ready': True, 'torch': torch.__version__, 'threads': torch.get_num_threads()}), flush=True)
for _ in sys.stdin:
    seconds = []
    for _ in range(4):
        start = time.perf_counter()
        feature, logit = network(x)
        loss = F.binary_cross_entropy_with_logits(logit, label) + 0.1 * triplet(feature, label)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimiser.step()
        loss.item()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({'seconds': seconds[1:]}), flush=True)
