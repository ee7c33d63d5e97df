using System.Runtime.InteropServices;

namespace LinearAutoencoders.Mpi;

/// <summary>The few constants of an MPI library that are needed. All handles fit into a pointer.</summary>
/// <param name="World">MPI_COMM_WORLD.</param>
/// <param name="Bytes">MPI_BYTE.</param>
/// <param name="ErrorsReturn">MPI_ERRORS_RETURN.</param>
/// <param name="StatusIgnore">MPI_STATUS_IGNORE.</param>
internal sealed record MpiHandles(nint World, nint Bytes, nint ErrorsReturn, nint StatusIgnore)
{
    /// <summary>MPICH, Intel MPI, MVAPICH, Cray MPICH: integers.</summary>
    public static MpiHandles Mpich { get; } = new(0x44000000, 0x4c00010d, 0x54000001, StatusIgnore: 1);

    /// <summary>The standard's own ABI (MPI 5), of whatever library.</summary>
    public static MpiHandles Standard { get; } = new(World: 0x101, Bytes: 0x247, ErrorsReturn: 0x142, StatusIgnore: 0);

    /// <summary>Those of a library: Open MPI has addresses of its own variables, a library of the standard ABI tells its version.</summary>
    public static MpiHandles Of(nint library)
    {
        if (NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out var world))
            return new(world, NativeLibrary.GetExport(library, "ompi_mpi_byte"),
                NativeLibrary.GetExport(library, "ompi_mpi_errors_return"), StatusIgnore: 0);
        // MPICH can be built with either; its own has the function too.
        var isStandard = NativeLibrary.TryGetExport(library, "MPI_Abi_get_version", out _)
            && !NativeLibrary.TryGetExport(library, "MPIR_Err_create_code", out _);
        return isStandard ? Standard : Mpich;
    }
}
