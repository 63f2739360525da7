import { failed } from '../shared/failure';
import { toText } from '../shared/n8n/fields';
import type { FieldValue } from '../shared/provisioning/types';
