namespace Weir.Metering.Prices;

/// <summary>What is billed by the piece. Counts below zero count as zero.</summary>
public readonly record struct UnitCounts
{
    /// <summary>Answered requests.</summary>
    public long Requests { get; init; }

    /// <summary>Pictures that are made.</summary>
    public long Images { get; init; }

    /// <summary>Seconds of sound that are listened to; begun ones count.</summary>
    public long Seconds { get; init; }

    /// <summary>Characters that are spoken.</summary>
    public long Characters { get; init; }
}
