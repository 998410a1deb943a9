#include "decompte/exact.h"

#include <stdio.h>
#include <string.h>

static const dc_rational INVALID = {0, 0};

/* ---- rationals ---- */

static dc_wide absolute(dc_wide value) { return value < 0 ? -value : value; }

static dc_wide gcd(dc_wide a, dc_wide b) {
  while (b) {
    dc_wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* Lowest terms, positive denominator. Results stay below 2^120, so that negation cannot overflow. */
static dc_rational reduced(dc_wide num, dc_wide den) {
  const dc_wide limit = (dc_wide)1 << 120, least = -((dc_wide)1 << 126) * 2;
  if (den == 0 || num == least) return INVALID; /* the one value that has no opposite */
  if (den < 0) {
    num = -num;
    den = -den;
  }
  if (den != 1) {
    dc_wide divisor = gcd(absolute(num), den);
    num /= divisor;
    den /= divisor;
  }
  return absolute(num) < limit && den < limit ? (dc_rational){num, den} : INVALID;
}

dc_rational dc_rational_of(int64_t num, int64_t den) { return reduced(num, den); }

bool dc_rational_valid(dc_rational r) { return r.den != 0; }

static dc_rational sum(dc_rational a, dc_rational b, bool subtract) {
  dc_wide left, right, num, den;
  if (!a.den || !b.den) return INVALID;
  if (a.den == b.den) {
    num = subtract ? a.num - b.num : a.num + b.num;
    return reduced(num, a.den);
  }
  if (__builtin_mul_overflow(a.num, b.den, &left) || __builtin_mul_overflow(b.num, a.den, &right) ||
      __builtin_mul_overflow(a.den, b.den, &den)) {
    return INVALID;
  }
  bool overflow = subtract ? __builtin_sub_overflow(left, right, &num) : __builtin_add_overflow(left, right, &num);
  return overflow ? INVALID : reduced(num, den);
}

dc_rational dc_rational_add(dc_rational a, dc_rational b) { return sum(a, b, false); }
dc_rational dc_rational_sub(dc_rational a, dc_rational b) { return sum(a, b, true); }

dc_rational dc_rational_mul(dc_rational a, dc_rational b) {
  if (!a.den || !b.den) return INVALID;
  /* Crossing out first keeps the products as small as the result. */
  dc_rational left = reduced(a.num, b.den), right = reduced(b.num, a.den);
  dc_wide num, den;
  if (!left.den || !right.den) return INVALID;
  if (__builtin_mul_overflow(left.num, right.num, &num) || __builtin_mul_overflow(left.den, right.den, &den)) {
    return INVALID;
  }
  return reduced(num, den);
}

dc_rational dc_rational_div(dc_rational a, dc_rational b) {
  if (!a.den || !b.den || b.num == 0) return INVALID;
  return dc_rational_mul(a, (dc_rational){b.num < 0 ? -b.den : b.den, absolute(b.num)});
}

/* Compares by continued fractions: no product, hence no overflow. */
static int compare_positive(dc_wide a, dc_wide b, dc_wide c, dc_wide d) {
  for (int sign = 1;; sign = -sign) {
    dc_wide left = a / b, right = c / d;
    if (left != right) return left < right ? -sign : sign;
    dc_wide left_rest = a % b, right_rest = c % d;
    if (!left_rest || !right_rest) return sign * ((left_rest != 0) - (right_rest != 0));
    a = b, b = left_rest;
    c = d, d = right_rest;
  }
}

int dc_rational_compare(dc_rational a, dc_rational b) {
  DC_ASSERT(a.den > 0 && b.den > 0);
  if (a.den == b.den) return (a.num > b.num) - (a.num < b.num);
  if ((a.num < 0) != (b.num < 0)) return a.num < 0 ? -1 : 1;
  if (a.num < 0) return compare_positive(-b.num, b.den, -a.num, a.den);
  return compare_positive(a.num, a.den, b.num, b.den);
}

static dc_wide rounded(dc_wide num, dc_wide den, dc_rounding mode) {
  dc_wide quotient = num / den, rest = num % den;
  switch (mode) {
  case DC_ROUND_UP: return quotient + (rest > 0);
  case DC_ROUND_DOWN: return quotient - (rest < 0);
  case DC_ROUND_NEAREST: break;
  }
  if (absolute(rest) * 2 >= den) quotient += num < 0 ? -1 : 1;
  return quotient;
}

dc_rational dc_rational_round(dc_rational r, dc_rounding mode) {
  return r.den ? (dc_rational){rounded(r.num, r.den, mode), 1} : INVALID;
}

bool dc_rational_scale(dc_rational r, int64_t scale, int64_t grain, int64_t *result) {
  if (!r.den) return false;
  dc_rational scaled = dc_rational_mul(r, dc_rational_of(scale, 1));
  if (scaled.den > 1) {
    scaled = dc_rational_round(dc_rational_mul(r, dc_rational_of(scale / grain, 1)), DC_ROUND_NEAREST);
    scaled = dc_rational_mul(scaled, dc_rational_of(grain, 1));
  }
  if (!scaled.den || scaled.num > INT64_MAX || scaled.num <= INT64_MIN) return false;
  *result = (int64_t)scaled.num;
  return true;
}

dc_rational dc_rational_hours(dc_hours hours) { return reduced(hours, DC_HOUR); }
dc_rational dc_rational_cents(dc_cents cents) { return reduced(cents, 100); }
dc_rational dc_rational_parts(dc_parts parts) { return reduced(parts, DC_WHOLE); }

bool dc_mul_div(int64_t a, int64_t b, int64_t c, int64_t *result) {
  if (c == 0) return false;
  dc_wide num = (dc_wide)a * b, den = c;
  if (den < 0) num = -num, den = -den;
  dc_wide value = rounded(num, den, DC_ROUND_NEAREST);
  if (value > INT64_MAX || value < INT64_MIN) return false;
  *result = (int64_t)value;
  return true;
}

/* ---- renderings ---- */

dc_text dc_decimal(int64_t value, int64_t scale, int decimals, bool trim, char separator, char buffer[DC_NUMBER_SIZE]) {
  dc_wide power = 1;
  for (int i = 0; i < decimals; i++) power *= 10;
  dc_wide units = rounded((dc_wide)value * power, scale, DC_ROUND_NEAREST);
  bool negative = units < 0;
  if (negative) units = -units;
  char *end = buffer + DC_NUMBER_SIZE - 1, *at = end;
  *at = '\0';
  bool kept = !trim;
  for (int i = 0; i < decimals; i++, units /= 10) {
    char digit = (char)('0' + (int)(units % 10));
    kept = kept || digit != '0';
    if (kept) *--at = digit;
  }
  if (kept && decimals > 0) *--at = separator;
  do {
    *--at = (char)('0' + (int)(units % 10));
    units /= 10;
  } while (units);
  if (negative) *--at = '-';
  size_t length = (size_t)(end - at);
  memmove(buffer, at, length + 1);
  return (dc_text){buffer, length};
}

dc_text dc_hours_text(dc_hours hours, char buffer[DC_NUMBER_SIZE]) {
  return dc_decimal(hours, DC_HOUR, 2, false, ',', buffer);
}

dc_text dc_cents_text(dc_cents cents, char buffer[DC_NUMBER_SIZE]) {
  char plain[DC_NUMBER_SIZE];
  dc_text digits = dc_decimal(cents, 100, 2, false, ',', plain);
  size_t out = 0, whole = digits.length - 3;
  for (size_t i = 0; i < digits.length; i++) {
    bool gap = i > 0 && i < whole && (whole - i) % 3 == 0 && digits.data[i - 1] != '-';
    if (gap) buffer[out++] = ' ';
    buffer[out++] = digits.data[i];
  }
  buffer[out] = '\0';
  return (dc_text){buffer, out};
}

/* ---- reading ---- */

/* Bytes of a thousands separator at `at`: space, NBSP or narrow NBSP between two digits; 0 otherwise. */
static size_t thousands_gap(dc_text text, size_t at) {
  dc_text rest = dc_text_slice(text, at, text.length);
  size_t size = 0;
  if (dc_text_starts(rest, DC_TEXT(" ")))
    size = 1;
  else if (dc_text_starts(rest, DC_TEXT("\u00a0")))
    size = 2;
  else if (dc_text_starts(rest, DC_TEXT("\u202f")))
    size = 3;
  bool digit_after = size && rest.length > size && rest.data[size] >= '0' && rest.data[size] <= '9';
  return digit_after ? size : 0;
}

dc_number_status dc_decimal_value(bool negative, dc_wide units, dc_wide power, int64_t scale, int64_t *value) {
  while (power > 1 && units % 10 == 0) units /= 10, power /= 10;
  if (__builtin_mul_overflow(units, (dc_wide)scale, &units)) return DC_NUMBER_TOO_LARGE;
  if (units % power) return DC_NUMBER_TOO_PRECISE;
  units /= power;
  if (units > INT64_MAX) return DC_NUMBER_TOO_LARGE;
  *value = (int64_t)(negative ? -units : units);
  return DC_NUMBER_OK;
}

dc_number_status dc_decimal_parse(dc_text text, int64_t scale, int64_t *value) {
  size_t at = 0;
  bool negative = text.length > 0 && (text.data[0] == '-' || text.data[0] == '+');
  if (negative) negative = text.data[at++] == '-';
  dc_wide units = 0, power = 1;
  const dc_wide limit = (dc_wide)1 << 100;
  bool any = false, mark = false;
  while (at < text.length) {
    char c = text.data[at];
    if (c >= '0' && c <= '9') {
      if (units > limit / 10 || power > limit / 10) return DC_NUMBER_TOO_LARGE;
      units = units * 10 + (c - '0');
      if (mark) power *= 10;
      any = true;
      at++;
    } else if ((c == ',' || c == '.') && !mark && any) {
      mark = true;
      at++;
    } else {
      size_t gap = any && !mark ? thousands_gap(text, at) : 0;
      if (!gap) return DC_NUMBER_MALFORMED;
      at += gap;
    }
  }
  if (!any || text.data[text.length - 1] == ',' || text.data[text.length - 1] == '.') return DC_NUMBER_MALFORMED;
  return dc_decimal_value(negative, units, power, scale, value);
}
