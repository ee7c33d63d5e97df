using System.Globalization;

namespace LinearAutoencoders.Mpi;

/// <summary>What started this process beside others, as the environment says.</summary>
/// <param name="Name">The MPI that it is of.</param>
/// <param name="Size">How many processes it started.</param>
/// <param name="Rank">Which of them this one is, as far as is known before MPI says.</param>
/// <param name="Libraries">What that MPI's library is called, the likeliest first.</param>
internal sealed record Launcher(string Name, int Size, int Rank, string[] Libraries)
{
    /// <summary>Overrides which library is loaded.</summary>
    public const string LibraryVariable = "LAE_MPI_LIBRARY";

    private static readonly string[] OpenMpi = ["libmpi.so.40", "libmpi.so"];
    private static readonly string[] Mpich = ["libmpich.so.12", "libmpi.so.12"];

    /// <summary>How many of them are on this machine; all, where nobody says.</summary>
    public int SizeOnMachine { get; private init; } = Size;

    /// <summary>The launcher of this process.</summary>
    public static Launcher? Current { get; } = Find(Environment.GetEnvironmentVariable);

    /// <summary>The launcher that an environment tells of; null: the process was started alone.</summary>
    /// <remarks>
    ///   Open MPI's mpirun sets OMPI_COMM_WORLD_SIZE; MPICH's, Intel's and Slurm's for them PMI_SIZE; Slurm with PMIx, for Open MPI, sets
    ///   PMIX_RANK beside its own number of tasks. A wrong library would give as many worlds of one rank.
    /// </remarks>
    public static Launcher? Find(Func<string, string?> variable)
    {
        var named = variable(LibraryVariable) is { Length: > 0 } path ? path : null;
        return Of("Open MPI", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK", OpenMpi)
            ?? Of("MPICH", "PMI_SIZE", "PMI_RANK", Mpich)
            ?? (variable("PMIX_RANK") is null ? null : Of("Open MPI", "SLURM_STEP_NUM_TASKS", "PMIX_RANK", OpenMpi));

        Launcher? Of(string name, string size, string rank, string[] libraries) =>
            Number(size) is not { } count ? null : new Launcher(name, count, Number(rank) ?? 0, named is null ? libraries : [named])
            {
                SizeOnMachine = Math.Max(1, Number("OMPI_COMM_WORLD_LOCAL_SIZE") ?? Number("MPI_LOCALNRANKS") ?? count),
            };

        int? Number(string name) =>
            int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
