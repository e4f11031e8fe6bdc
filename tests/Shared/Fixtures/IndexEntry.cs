using System.Text.Json.Serialization;

namespace Weir.TestKit.Fixtures;

/// <summary>One line of the recordings' index.json.</summary>
internal sealed record IndexEntry
{
    public required string Dialect { get; init; }

    public required string Case { get; init; }

    public required int Status { get; init; }

    /// <summary><c>unary</c> or <c>stream</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The file that holds the answer.</summary>
    public required string File { get; init; }

    /// <summary>True when the request's body was recorded too.</summary>
    public required bool Request { get; init; }

    public string? Model { get; init; }

    public string Name => $"{Dialect}/{Case}";
}

/// <summary>The two headers of headers.json, names in lower case.</summary>
internal sealed record RecordedHeaders
{
    public Dictionary<string, string> Request { get; init; } = [];

    public Dictionary<string, string> Response { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IndexEntry[]))]
[JsonSerializable(typeof(RecordedHeaders))]
internal sealed partial class FixtureJson : JsonSerializerContext;
