using Weir.Catalog;
using Weir.Credentials;
using Weir.Metering.Prices;

namespace Weir.Routing.Targets;

/// <summary>One configured use of a provider: what a request can be sent through. Immutable; part of one snapshot.</summary>
public sealed record Connection
{
    /// <summary>The origin of a model server that was found without being named anywhere.</summary>
    public const string FoundByItself = "found by itself";

    /// <summary>Unique, without a slash: <c>name/model</c> splits at the first one.</summary>
    public required string Name { get; init; }

    /// <summary>The provider; for one known only to weir.yaml, made up from its block.</summary>
    public required CatalogProvider Provider { get; init; }

    /// <summary>Absolute, without a slash at the end, all <c>${VAR}</c> parts filled. Null for the simulator, which has no wire.</summary>
    public required Uri? BaseUrl { get; init; }

    /// <summary>True when weir.yaml gave the address: then no model's or provider's own address is used.</summary>
    public bool HasOwnBaseUrl { get; init; }

    /// <summary>Values of variables that hold for this connection alone: weir.yaml's <c>variables</c>, its <c>auth</c> settings, what its sign-in told.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public required IAuthMethod Auth { get; init; }

    /// <summary>Headers to send with every request, secrets included; never shown.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Models this connection offers, by id: the catalogue's, with the block's own list laid over or instead.</summary>
    public required IReadOnlyDictionary<string, CatalogModel> Models { get; init; }

    /// <summary>True when a model outside <see cref="Models"/> may be asked for by <c>connection/model</c>.</summary>
    public bool AcceptsUnlistedModels { get; init; }

    /// <summary>True when Weir may add <c>stream_options.include_usage</c>; a few old servers refuse the field.</summary>
    public bool AsksForStreamUsage { get; init; } = true;

    public ConnectionTimeouts Timeouts { get; init; } = ConnectionTimeouts.Default;

    /// <summary>HTTP version to speak: null negotiates (HTTP/2 over TLS where the server has it); 1.1 or 2.0 fix it, 2.0 also without TLS.</summary>
    public Version? HttpVersion { get; init; }

    /// <summary>How its server is asked what is left.</summary>
    public QuotaSettings Quota { get; init; } = QuotaSettings.Default;

    /// <summary>Settings of the simulator; null for every other provider.</summary>
    public SimulatorSettings? Simulator { get; init; }

    /// <summary>
    /// True when its models are those that its server lists, where that can be asked (<see cref="Local.LocalPlaces"/>): weir.yaml names none, and the catalogue can't know them.
    /// </summary>
    public bool AsksForItsList { get; init; }

    /// <summary>What the owner says of its prices: <c>prices.overrides</c> that name it or a model of it.</summary>
    public IReadOnlyList<PriceOverride> Prices { get; init; } = [];

    /// <summary>Where it comes from, for people: <c>weir.yaml:3</c>, <c>environment</c>, <c>built in</c>, <see cref="FoundByItself"/>.</summary>
    public required string Origin { get; init; }

    /// <summary>Why Weir can't serve it, in a sentence; null when it can.</summary>
    public string? NotServed { get; init; }

    /// <summary>Reads variables as this connection sees them: its own first, then those of the environment.</summary>
    public Func<string, string?> Over(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Variables.Count == 0 ? environment : name => Variables.TryGetValue(name, out var own) ? own : environment(name);
    }
}
