namespace Weir.Metering.Quotas;

/// <summary>
/// Where an answer has one figure, or one kind of figures. Pointers are JSON pointers (RFC 6901) from <see cref="At"/>; the empty one is the place itself. What they don't lead to is unknown.
/// </summary>
public sealed record QuotaMapping
{
    /// <summary>Name of the window.</summary>
    public required string Name { get; init; }

    public required QuotaMeaning Meaning { get; init; }

    /// <summary>Where the figures are, from the root.</summary>
    public string At { get; init; } = "";

    /// <summary>True when <see cref="At"/> is a list, or an object of named ones: one window for each.</summary>
    public bool Each { get; init; }

    /// <summary>Texts or numbers that must be there, else this is not meant.</summary>
    public IReadOnlyList<(string Pointer, string Value)> When { get; init; } = [];

    /// <summary>What is added to the name, to tell one of several from another.</summary>
    public string? NameFrom { get; init; }

    /// <summary>See <see cref="QuotaWindow.IsRolling"/>.</summary>
    public bool IsRolling { get; init; }

    /// <summary>What is left.</summary>
    public string? Remaining { get; init; }

    /// <summary>All of it.</summary>
    public string? Limit { get; init; }

    /// <summary>What is used.</summary>
    public string? Used { get; init; }

    /// <summary>Used share, 0 to 1.</summary>
    public string? UsedShare { get; init; }

    /// <summary>Used share, 0 to 100.</summary>
    public string? UsedPercent { get; init; }

    /// <summary>Share that is left, 0 to 100.</summary>
    public string? RemainingPercent { get; init; }

    /// <summary>When it is full again: RFC 3339, or seconds or milliseconds since 1970.</summary>
    public string? ResetsAt { get; init; }

    /// <summary>In how many milliseconds it is full again.</summary>
    public string? ResetsIn { get; init; }

    /// <summary>True when it is full again at midnight, universal time, as its vendor says elsewhere.</summary>
    public bool ResetsDaily { get; init; }

    /// <summary>Unit of the amounts: a pointer when it begins with a slash, else the word itself.</summary>
    public string? Unit { get; init; }

    /// <summary>What amounts are multiplied by, for those in cents or less, or with the other sign.</summary>
    public decimal Scale { get; init; } = 1;

    /// <summary>How long the window is, where it is always the same.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>How long the window is, in seconds; then the length is its name.</summary>
    public string? LengthSeconds { get; init; }

    /// <summary>False when it limits a part of the connection only, such as one model.</summary>
    public bool CoversAll { get; init; } = true;
}
