namespace Weir.Catalog.Overlays;

/// <summary>What weir.yaml says of a model, laid over the catalogue's. Null parts leave what is there; an unknown id makes a new model.</summary>
public sealed record ModelOverlay
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Family { get; init; }

    public long? ContextLimit { get; init; }

    public long? InputLimit { get; init; }

    public long? OutputLimit { get; init; }

    public ModelPrice? Price { get; init; }

    public IReadOnlyList<string>? InputModalities { get; init; }

    public IReadOnlyList<string>? OutputModalities { get; init; }

    /// <summary>Capabilities to switch on.</summary>
    public ModelCapabilities With { get; init; }

    /// <summary>Capabilities to switch off.</summary>
    public ModelCapabilities Without { get; init; }

    public string? Status { get; init; }

    public string? Dialect { get; init; }

    public string? BaseUrl { get; init; }

    public string? KeyPlacement { get; init; }

    public string? ReleaseDate { get; init; }

    public string? LastUpdated { get; init; }

    public string? KnowledgeCutoff { get; init; }

    public IReadOnlyList<string>? ReasoningEfforts { get; init; }

    public string? InterleavedField { get; init; }

    public ModelMode? Mode { get; init; }

    /// <summary>
    /// The model with this laid over it. Null makes a new model: text in and out, tool calls and temperature yes, all else no,
    /// price unknown, limits unknown.
    /// </summary>
    public CatalogModel ApplyTo(CatalogModel? model)
    {
        model ??= new CatalogModel
        {
            Id = Id,
            Name = Id,
            InputModalities = CatalogModel.TextOnly,
            OutputModalities = CatalogModel.TextOnly,
            Capabilities = ModelCapabilities.ToolCall | ModelCapabilities.Temperature,
        };

        return model with
        {
            Name = Name ?? model.Name,
            Family = Family ?? model.Family,
            ContextLimit = ContextLimit ?? model.ContextLimit,
            InputLimit = InputLimit ?? model.InputLimit,
            OutputLimit = OutputLimit ?? model.OutputLimit,
            Price = Price ?? model.Price,
            InputModalities = InputModalities ?? model.InputModalities,
            OutputModalities = OutputModalities ?? model.OutputModalities,
            Capabilities = (model.Capabilities | With) & ~Without,
            Status = Status ?? model.Status,
            Dialect = Dialect ?? model.Dialect,
            BaseUrl = BaseUrls.Clean(BaseUrl) ?? model.BaseUrl,
            KeyPlacement = KeyPlacement ?? model.KeyPlacement,
            ReleaseDate = ReleaseDate ?? model.ReleaseDate,
            LastUpdated = LastUpdated ?? model.LastUpdated,
            KnowledgeCutoff = KnowledgeCutoff ?? model.KnowledgeCutoff,
            ReasoningEfforts = ReasoningEfforts ?? model.ReasoningEfforts,
            InterleavedField = InterleavedField ?? model.InterleavedField,
            Mode = Mode ?? model.Mode,
        };
    }
}
