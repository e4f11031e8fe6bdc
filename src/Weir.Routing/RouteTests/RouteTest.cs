using System.Text.Json;

namespace Weir.Routing.RouteTests;

/// <summary>A request that is thought of, and where it has to go.</summary>
public sealed record RouteTest
{
    /// <summary>Where it stands in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The model as a client would name it; null: the one in <see cref="Body"/>.</summary>
    public string? Model { get; init; }

    /// <summary>The client key that would ask, by name; null: one that may use everything.</summary>
    public string? Key { get; init; }

    /// <summary>What the key may ask for, from the file's <c>keys</c>; null: as the data folder knows the key.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Null: what <see cref="Body"/> looks like.</summary>
    public string? Operation { get; init; }

    public JsonElement? Body { get; init; }

    /// <summary>The targets that would be asked, in order; null where an error is expected.</summary>
    public IReadOnlyList<string>? Expected { get; init; }

    /// <summary>The code of the error that is expected; null where targets are.</summary>
    public string? ExpectedError { get; init; }
}
