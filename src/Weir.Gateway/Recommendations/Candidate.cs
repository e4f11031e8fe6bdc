using Weir.Catalog;
using Weir.Metering.Prices;
using Weir.Metering.Usage;

namespace Weir.Gateway.Recommendations;

/// <summary>A model that might do.</summary>
/// <param name="Name"><c>connection/model</c>.</param>
/// <param name="Model">What is known of it; null = nothing.</param>
/// <param name="Tariff">How it is paid for.</param>
internal sealed record Candidate(string Name, CatalogModel? Model, Tariff Tariff)
{
    /// <summary>What the ledger has of it; null = nothing.</summary>
    public ModelExperience? Experience { get; init; }

    /// <summary>Whether that is of the task alone.</summary>
    public bool IsOfTask { get; init; }
}
