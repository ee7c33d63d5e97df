using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Blocks of whole rows; those of a list of samples are copied together first.</summary>
internal sealed class DenseSampleBlocks<T>(Matrix<T> samples) : SampleBlocks<T>(samples)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Matrix<T> gathered = new(0, 0);
    private Matrix<T> block;
    private Matrix<T> w;
    private Matrix<T> sum;
    private WorkerTeam team = WorkerTeam.Alone;

    public override void Add(Matrix<T> y) => MatrixProduct.MultiplyTransposed(y, block, sum.RowRange(0, y.Columns), accumulate: true, team);

    public override void End() { }

    protected override void Load(Matrix<T> w, Matrix<T> sum, WorkerTeam team)
    {
        (this.w, this.sum, this.team) = (w, sum, team);
        sum.Clear();
    }

    protected override void Select(Batch batch, int start, int count)
    {
        if (batch.IsAll)
        {
            block = Samples.RowRange(start, count);
            return;
        }
        if (gathered.Rows < count) gathered = new Matrix<T>(BlockRows, Samples.Columns);
        for (var i = 0; i < count; i++) Samples.Row(batch[start + i]).CopyTo(gathered.Row(i));
        block = gathered.RowRange(0, count);
    }

    protected override void Project(Matrix<T> y) => MatrixProduct.MultiplyByTransposed(block, w.RowRange(0, y.Columns), y, team: team);
}
