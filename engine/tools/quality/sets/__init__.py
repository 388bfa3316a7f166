# SPDX-License-Identifier: GPL-3.0-or-later
"""What make_sets.py is made of: scores, MIDI files, rendering, kinds of sets, real pairs."""
