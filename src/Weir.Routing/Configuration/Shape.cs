namespace Weir.Routing.Configuration;

/// <summary>What may stand at one place of weir.yaml. The checks and the JSON schema are both made from it.</summary>
/// <param name="About">What it is for, in a phrase.</param>
internal abstract record Shape(string About);

/// <summary>A mapping with known keys.</summary>
internal sealed record MapShape(string About, IReadOnlyDictionary<string, Shape> Keys, params string[] Required) : Shape(About);

/// <summary>A mapping whose keys are the user's.</summary>
internal sealed record NamedShape(string About, Shape Value) : Shape(About);

internal sealed record ListShape(string About, Shape Item) : Shape(About);

/// <summary>Text, one of <paramref name="Allowed"/> where given.</summary>
internal sealed record TextShape(string About, params string[] Allowed) : Shape(About);

internal sealed record NumberShape(string About, double Min, double Max, bool Whole = false) : Shape(About);

internal sealed record FlagShape(string About) : Shape(About);

/// <summary>A duration such as <c>500ms</c>, <c>10s</c>, <c>5m</c> or <c>1h</c>.</summary>
internal sealed record DurationShape(string About) : Shape(About);

/// <summary>An http or https address; <c>${VAR}</c> parts are filled before the check.</summary>
internal sealed record UrlShape(string About) : Shape(About);

/// <summary>A name as text, or a mapping that says more.</summary>
internal sealed record TextOrMapShape(string About, MapShape Map) : Shape(About);

/// <summary>Anything; not looked into.</summary>
internal sealed record AnyShape(string About) : Shape(About);
