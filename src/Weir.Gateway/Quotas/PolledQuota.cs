using Weir.Metering.Quotas;

namespace Weir.Gateway.Quotas;

/// <summary>What is known of one connection from asking it. Immutable.</summary>
internal sealed record PolledQuota
{
    /// <summary>What it told last; stays when it fails later.</summary>
    public IReadOnlyList<QuotaWindow> Windows { get; init; } = [];

    /// <summary>When it was asked last; null = never by this process.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Why the last answer could not be read; null when it could.</summary>
    public string? Problem { get; init; }

    /// <summary>True when the credential was refused.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Failures one after another.</summary>
    public int Failures { get; init; }

    /// <summary>When it may be asked again by itself.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>Until when it asked to be left alone, whoever wants to know; null = it did not.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Tells one address and credential from another: what an earlier one told is not of this one. A hash.</summary>
    public required string Sign { get; init; }
}
