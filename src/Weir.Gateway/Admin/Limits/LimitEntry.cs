namespace Weir.Gateway.Admin.Limits;

/// <summary>A rate limit and what is used of it now, on the node that answers: each node has the whole limit for itself.</summary>
public sealed record LimitEntry
{
    /// <summary><c>gateway</c>, <c>key:ci</c>, <c>model:openai/gpt-4o</c>, ...</summary>
    public required string On { get; init; }

    /// <summary>Requests in any 60 seconds; null = not limited, as the two below.</summary>
    public long? Rpm { get; init; }

    /// <summary>Tokens in any 60 seconds, input and output together.</summary>
    public long? Tpm { get; init; }

    /// <summary>Requests at a time.</summary>
    public int? Concurrent { get; init; }

    /// <summary>Requests of the last 60 seconds.</summary>
    public required long UsedRequests { get; init; }

    /// <summary>Tokens of the last 60 seconds; requests under way count as expected.</summary>
    public required long UsedTokens { get; init; }

    /// <summary>Requests under way.</summary>
    public required long Running { get; init; }

    /// <summary>Where it stands in weir.yaml; null = set by command or in the console.</summary>
    public string? Origin { get; init; }
}

/// <summary>A rate limit to set, in the place of the one that its subject has. At least one of the numbers, each 1 or more.</summary>
public sealed record LimitOrder
{
    /// <summary><c>gateway</c>, <c>key:NAME</c>, <c>user:NAME</c>, <c>team:NAME</c>, <c>connection:NAME</c> or <c>model:CONNECTION/MODEL</c>.</summary>
    public required string On { get; init; }

    /// <summary>Requests in any 60 seconds.</summary>
    public long? Rpm { get; init; }

    /// <summary>Tokens in any 60 seconds, input and output together.</summary>
    public long? Tpm { get; init; }

    /// <summary>Requests at a time.</summary>
    public int? Concurrent { get; init; }
}
