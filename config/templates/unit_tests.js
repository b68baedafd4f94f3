// Tests to begin with: replace `slug` by what you want to test. Run this file with node.
'use strict';

const assert = require('node:assert');
const { test } = require('node:test');

// Return a title as it could stand in an address: small letters and hyphens.
function slug(title) {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

test('blanks become hyphens', () => {
  assert.strictEqual(slug('Hello big World'), 'hello-big-world');
});

test('signs at the ends go', () => {
  assert.strictEqual(slug('  What?! '), 'what');
});

test('a number is no title', () => {
  assert.throws(() => slug(3), TypeError);
});
