/* The clock a timed program reads: its own CPU time, of all its threads, and in `time` the seed it is to draw from.

   cc -O2 -shared -fPIC cpu_clock.c -o cpu_clock.so; SEED=7 LD_PRELOAD=./cpu_clock.so program

   Some programs time themselves by the wall clock and draw by the second they were started in.  With this, what they
   print is CPU-seconds, whatever else the machine does, and the same seed draws the same. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t which, struct timespec *now) {
    (void)which;
    return (int)syscall(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, now);
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec used;
    (void)zone;
    syscall(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &used);
    now->tv_sec = used.tv_sec;
    now->tv_usec = used.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now) {
    const char *seed = getenv("SEED");
    time_t answer = seed ? (time_t)atol(seed) : 0;
    if (now) *now = answer;
    return answer;
}
