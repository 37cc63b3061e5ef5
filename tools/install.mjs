#!/usr/bin/env node
// Installs the packages of the lockfile when they are missing or older; the other programs under tools/ begin with the same step.
import { installPackages } from './steps/install-packages.mjs';

await installPackages();
