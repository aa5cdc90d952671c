/* All that a phone needs in a workshop: one file, so that it asks once. */

import "./room.js";
import "./sheet.js";
