using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Figure3HeatMaps;

/// <summary>Section 7, the order of the dimensions: figure 3.</summary>
internal static class OrderObservation
{
    private static readonly Model Rotation = Model.WithNesterov(new Rag()), Vae = Model.WithNesterov(new LinearVae());

    public static Finding VaeHasNoOrder(ReproductionResults results, string figureId)
    {
        var observation = new Observation("7, figure 3",
            "The linear VAE does not order its dimensions, as the rotation augmented gradient does: "
            + "UᵀW₂ tends to a permutation, not a diagonal.");
        if (OrderOf(Rotation) is not { } rotation || OrderOf(Vae) is not { } vae)
            return observation.NotMeasured("It takes figure 3 with the rotation augmented gradient and the linear VAE.");
        var evidence = "Columns of W₂ that are nearest to the principal direction of their own number, "
            + "in figure 3's last maps: "
            + EvidenceText.List([Text(Rotation, rotation), Text(Vae, vae)]);
        return observation.Decide(InMostPlaces(rotation) && !InMostPlaces(vae), evidence, InMostPlaces(rotation)
            ? "Most columns of the linear VAE are in place."
            : "Not even the rotation augmented gradient has most columns in place.");

        DecoderOrder? OrderOf(Model model) => results.Find(figureId, model)?.First.DecoderOrder;
    }

    // A permutation drawn at random leaves one column in place on average.
    private static bool InMostPlaces(DecoderOrder order) => 2 * order.InPlace > order.Columns;

    private static string Text(Model model, DecoderOrder order) =>
        $"{model.Method.Title} {order.InPlace} of {order.Columns} "
            + $"(all columns together are nearest to {order.Distinct} directions)";
}
