using System.Runtime.InteropServices;

namespace LinearAutoencoders.Mpi;

/// <summary>The few constants of an MPI library that are needed. All handles fit into a pointer.</summary>
/// <param name="World">MPI_COMM_WORLD.</param>
/// <param name="Bytes">MPI_BYTE.</param>
/// <param name="ErrorsReturn">MPI_ERRORS_RETURN.</param>
/// <param name="StatusIgnore">MPI_STATUS_IGNORE.</param>
/// <param name="ThreadFunneled">MPI_THREAD_FUNNELED.</param>
internal sealed record MpiHandles(nint World, nint Bytes, nint ErrorsReturn, nint StatusIgnore, int ThreadFunneled = 1)
{
    /// <summary>MPICH, Intel MPI, MVAPICH, Cray MPICH: integers.</summary>
    public static MpiHandles Mpich { get; } = new(0x44000000, 0x4c00010d, 0x54000001, StatusIgnore: 1);

    /// <summary>The standard's own ABI (MPI 5), of whatever library.</summary>
    public static MpiHandles Standard { get; } = new(
        World: 0x101, Bytes: 0x247, ErrorsReturn: 0x142, StatusIgnore: 0, ThreadFunneled: 1024);

    /// <summary>Those of a library: one of the standard ABI tells its version, Open MPI has addresses of its own variables.</summary>
    public static MpiHandles Of(nint library)
    {
        if (IsStandard(library)) return Standard;
        if (NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out var world))
            return new(world, NativeLibrary.GetExport(library, "ompi_mpi_byte"),
                NativeLibrary.GetExport(library, "ompi_mpi_errors_return"), StatusIgnore: 0);
        return Mpich;
    }

    /// <summary>A library with handles of its own may have the function too, and says then that it is of no version.</summary>
    private static unsafe bool IsStandard(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "MPI_Abi_get_version", out var function)) return false;
        int major = -1, minor = -1;
        return ((delegate* unmanaged<int*, int*, int>)function)(&major, &minor) == 0 && major > 0;
    }
}
