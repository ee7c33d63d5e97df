using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>A right operand laid out once for many products, as Σ is in training.</summary>
/// <remarks>Independent of the matrix it was made from; as large as that matrix, but for a few columns of padding.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed unsafe class PackedMatrix<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A part of a row is then long enough to be read along.</summary>
    private const int PanelsOfPart = 16;

    private readonly Matrix<T> panels;

    /// <summary>Packs an inner × columns matrix, by the threads of a team where there is one.</summary>
    public PackedMatrix(Matrix<T> source, WorkerTeam? team = null) : this(source, ChosenEngine<T>.Value, team) { }

    internal PackedMatrix(Matrix<T> source, ProductEngine<T> engine, WorkerTeam? team = null)
    {
        Engine = engine;
        Rows = source.Rows;
        Columns = source.Columns;
        panels = Matrix<T>.OfLength(engine.PackedLength(Rows, Columns));
        var width = PanelsOfPart * engine.PanelWidth;
        (team ?? WorkerTeam.Alone).Run(new PackPart(this, source, width), (Columns + width - 1) / width);
    }

    /// <summary>Room for an inner × columns matrix, of zeros until it is filled.</summary>
    public PackedMatrix(int rows, int columns)
    {
        (Engine, Rows, Columns) = (ChosenEngine<T>.Value, rows, columns);
        panels = Matrix<T>.OfLength(Engine.PackedLength(rows, columns));
    }

    /// <summary>Rows of the packed matrix: the inner size of products with it.</summary>
    public int Rows { get; }

    /// <summary>Columns of the packed matrix.</summary>
    public int Columns { get; }

    /// <summary>
    ///   Packs some columns that lie as rows; those behind, to the end of their panel, become zero or repeat one, the others stay.
    /// </summary>
    /// <param name="transposed">The columns, each as long as there are rows here.</param>
    /// <param name="first">The number of the first: a multiple of the panel's width.</param>
    public void FillTransposed(Matrix<T> transposed, int first)
    {
        if (transposed.Columns != Rows || transposed.Rows > Columns - first) transposed.RequireShape(Columns - first, Rows);
        var padded = Math.Min(Blocking.RoundUp(transposed.Rows, Engine.PanelWidth), Columns - first);
        fixed (T* cells = &transposed.Origin, to = &panels.Origin)
            Engine.PackColumns(cells, transposed.Stride, Rows, transposed.Rows, padded, to + (nint)first * Rows);
    }

    /// <summary>The engine whose panels these are.</summary>
    internal ProductEngine<T> Engine { get; }

    /// <summary>The first element of the panels: one after the other, each of all rows. To be fixed while in use.</summary>
    internal ref T Origin => ref panels.Origin;

    private readonly struct PackPart(PackedMatrix<T> owner, Matrix<T> source, int width) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var columns = source.ColumnRange(part * width, Math.Min(width, source.Columns - part * width));
            fixed (T* cells = &columns.Origin, to = &owner.panels.Origin)
                owner.Engine.PackRows(
                    cells, columns.Stride, owner.Rows, columns.Columns, to + (nint)part * width * owner.Rows, owner.Rows, at: 0);
        }
    }
}
