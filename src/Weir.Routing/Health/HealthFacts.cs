using Weir.Dialects.Errors;

namespace Weir.Routing.Health;

/// <summary>What is shown of a target's health.</summary>
public sealed record HealthFacts
{
    /// <summary>When it was last asked; null = never since start.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The latest failure; <see cref="ErrorKind.Unknown"/> when there was none.</summary>
    public ErrorKind LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Until when it is not asked, as it said so; may be past.</summary>
    public DateTimeOffset? LimitedUntil { get; init; }

    /// <summary>Until when it is not asked, as it failed too often; null when it is.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>Decayed average of the time to the first byte.</summary>
    public double? FirstByteMilliseconds { get; init; }
}

/// <summary>Why a target is passed over, and until when.</summary>
public sealed record Skip(SkipKind Kind, DateTimeOffset Until)
{
    /// <summary>True when the target named the time itself, false when it is a guess.</summary>
    public bool IsTold { get; init; }
}

/// <summary>Reasons to pass over a target.</summary>
public enum SkipKind
{
    /// <summary>It said when to come again.</summary>
    RateLimited,

    /// <summary>Most of the latest requests to it failed.</summary>
    Failing,

    /// <summary>The quota of its connection is used up.</summary>
    QuotaUsedUp,
}
