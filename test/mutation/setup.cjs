// A property that fails has found a mutant; the smallest counterexample is of no interest then.
require('fast-check').configureGlobal({ endOnFailure: true });
