/* Sums of m x m doubles over MPI ranks in three ways, in turns, with the bits of the first two compared:
     tree     neighbours send up to rank 0, which sends down again: what lae does (RankTree.cs)
     slices   each rank gets a slice of everybody's numbers, sums it along the same tree, and hands it to all: MPI_Alltoall, MPI_Allgather
     allreduce  MPI_Allreduce, whose order is MPI's

   mpicc.openmpi -O3 -march=native benchmarks/reduction.c -o reduction && mpirun.openmpi -n 2 ./reduction 784 4096
   mpicc.mpich -O3 -march=native benchmarks/reduction.c -o reduction && mpirun.mpich -n 2 ./reduction 784 4096

   Ranks must be a power of two. Prints the median of the slowest rank's milliseconds, by the clock: the machine should be idle. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 9, PIECE = 1 << 20 };

static int rank, size;
static double *own, *sum, *other;

static void add(double *to, const double *from, long n) { for (long i = 0; i < n; i++) to[i] += from[i]; }

static void exchange(double *numbers, long n, int with, int sends) {
    for (long start = 0; start < n; start += PIECE) {
        int count = (int)(n - start < PIECE ? n - start : PIECE);
        if (sends) MPI_Send(numbers + start, count, MPI_DOUBLE, with, 0, MPI_COMM_WORLD);
        else MPI_Recv(numbers + start, count, MPI_DOUBLE, with, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
}

static void tree(long n) {
    memcpy(sum, own, n * sizeof(double));
    int step = 1;
    for (; step < size && (rank & step) == 0; step *= 2) {
        exchange(other, n, rank + step, 0);
        add(sum, other, n);
    }
    if (rank > 0) {
        exchange(sum, n, rank - step, 1);
        exchange(sum, n, rank - step, 0);
    }
    for (step /= 2; step > 0; step /= 2) exchange(sum, n, rank + step, 1);
}

static void slices(long n) {
    int slice = (int)(n / size);
    MPI_Alltoall(own, slice, MPI_DOUBLE, other, slice, MPI_DOUBLE, MPI_COMM_WORLD);
    for (int step = 1; step < size; step *= 2)
        for (int i = 0; i + step < size; i += 2 * step) add(other + (long)i * slice, other + (long)(i + step) * slice, slice);
    MPI_Allgather(other, slice, MPI_DOUBLE, sum, slice, MPI_DOUBLE, MPI_COMM_WORLD);
}

static void allreduce(long n) { MPI_Allreduce(own, sum, (int)n, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD); }

static int compare(const void *a, const void *b) { return *(double *)a < *(double *)b ? -1 : 1; }

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    void (*ways[])(long) = { tree, slices, allreduce };
    const char *names[] = { "tree", "slices", "allreduce" };
    for (int argument = 1; argument < argc; argument++) {
        long m = atol(argv[argument]), n = m * m / size * size;
        double taken[3][ROUNDS], *first = malloc(n * sizeof(double));
        own = malloc(n * sizeof(double)); sum = malloc(n * sizeof(double)); other = malloc(n * sizeof(double));
        for (long i = 0; i < n; i++) own[i] = 1.0 / (1 + i + 7 * rank);
        for (int round = -1; round < ROUNDS; round++)          /* the first is not counted */
            for (int way = 0; way < 3; way++) {
                MPI_Barrier(MPI_COMM_WORLD);
                double start = MPI_Wtime();
                ways[way](n);
                double mine = MPI_Wtime() - start, slowest;
                MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
                if (round >= 0) taken[way][round] = slowest;
                if (way == 0) memcpy(first, sum, n * sizeof(double));
                if (way == 1 && memcmp(first, sum, n * sizeof(double))) printf("rank %d: other bits\n", rank);
            }
        for (int way = 0; rank == 0 && way < 3; way++) {
            qsort(taken[way], ROUNDS, sizeof(double), compare);
            printf("%ld x %ld on %d ranks, %-9s %8.1f ms (%.1f to %.1f)\n", m, m, size, names[way], 1e3 * taken[way][ROUNDS / 2],
                1e3 * taken[way][0], 1e3 * taken[way][ROUNDS - 1]);
        }
        free(own); free(sum); free(other); free(first);
    }
    MPI_Finalize();
    return 0;
}
