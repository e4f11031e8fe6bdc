namespace Weir.Commands.Serve;

/// <summary>What the gateway is started with.</summary>
internal sealed record ServeOptions
{
    /// <summary>Addresses of <c>--urls</c> or <c>WEIR_URLS</c>; empty = those of weir.yaml, else http://127.0.0.1:9347.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary><c>WEIR_URLS</c> when <see cref="Urls"/> came from there.</summary>
    public string? UrlsVariable { get; init; }

    /// <summary>Absolute; null when there is none.</summary>
    public required string? ConfigFile { get; init; }

    /// <summary>Absolute.</summary>
    public required string DataFolder { get; init; }
}
