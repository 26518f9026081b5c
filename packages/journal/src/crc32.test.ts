import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { crc32 } from './crc32.js';

/** A gzip stream ends with the CRC-32 of its content and its length, four bytes each, lowest first (RFC 1952). */
function crcOfGzip(text: string): string {
  const stream = gzipSync(Buffer.from(text, 'utf8'));
  return stream
    .readUInt32LE(stream.length - 8)
    .toString(16)
    .padStart(8, '0');
}

describe('crc32', () => {
  it('gives the check value of the catalogue of CRC algorithms (CRC-32/ISO-HDLC)', () => {
    expect(crc32('123456789')).toBe('cbf43926');
  });

  it('agrees with what gzip writes for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(crc32(text)).toBe(crcOfGzip(text))));
  });
});
