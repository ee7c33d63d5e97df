/* A library with the binary interface of MPI 5 over MPICH's own: a handle or a constant that is not the standard's is refused.
   gcc -shared -fPIC standard-abi.c -o libmpi_abi.so -ldl */
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

enum { World = 0x101, Byte = 0x247, ErrorsReturn = 0x142, Funneled = 1024, Refused = 12 };

static void *mpich(const char *name) {
    static void *library;
    if (!library) library = dlopen("libmpich.so.12", RTLD_NOW | RTLD_GLOBAL);
    return library ? dlsym(library, name) : 0;
}

#define CALL(name, ...) ((int (*)())mpich(name))(__VA_ARGS__)
#define REQUIRE(holds) if (!(holds)) return Refused

int MPI_Abi_get_version(int *major, int *minor) { *major = 1; *minor = 0; return 0; }
int MPI_Init_thread(int *argc, char ***argv, int required, int *provided) {
    REQUIRE(required == Funneled);
    return CALL("MPI_Init_thread", argc, argv, 1, provided);
}
int MPI_Comm_set_errhandler(intptr_t world, intptr_t handler) {
    REQUIRE(world == World && handler == ErrorsReturn);
    return CALL("MPI_Comm_set_errhandler", 0x44000000, 0x54000001);
}
int MPI_Comm_rank(intptr_t world, int *rank) { REQUIRE(world == World); return CALL("MPI_Comm_rank", 0x44000000, rank); }
int MPI_Comm_size(intptr_t world, int *size) { REQUIRE(world == World); return CALL("MPI_Comm_size", 0x44000000, size); }
int MPI_Send(void *message, int count, intptr_t type, int to, int tag, intptr_t world) {
    REQUIRE(world == World && type == Byte);
    return CALL("MPI_Send", message, count, 0x4c00010d, to, tag, 0x44000000);
}
int MPI_Recv(void *message, int count, intptr_t type, int from, int tag, intptr_t world, void *status) {
    REQUIRE(world == World && type == Byte && status == 0);
    return CALL("MPI_Recv", message, count, 0x4c00010d, from, tag, 0x44000000, (void *)1);
}
int MPI_Finalize(void) { return CALL("MPI_Finalize"); }
int MPI_Abort(intptr_t world, int code) { REQUIRE(world == World); return CALL("MPI_Abort", 0x44000000, code); }
int MPI_Error_string(int code, char *text, int *length) { return CALL("MPI_Error_string", code, text, length); }
