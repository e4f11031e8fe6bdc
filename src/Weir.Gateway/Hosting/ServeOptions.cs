using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Hosting;

/// <summary>What the command line and the environment say about serving.</summary>
public sealed record ServeOptions
{
    /// <summary>The data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>weir.yaml; may not exist (yet).</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Addresses (<c>--urls</c>, <c>WEIR_URLS</c>); null = the config's, else the default.</summary>
    public string? Urls { get; init; }

    /// <summary>The variable that <see cref="Urls"/> came from; null for an option.</summary>
    public string? UrlsVariable { get; init; }

    /// <summary>Reads a variable of the environment.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Writes a line for the person at the terminal (standard output; logs go to standard error).</summary>
    public required Action<string> Say { get; init; }

    /// <summary>True to log as JSON lines, for machines; false for people.</summary>
    public bool JsonLogs { get; init; }

    /// <summary>Registers pages that are served beside the gateway's own routes, to anybody: method, route template, handler. Null = none.</summary>
    public Action<Action<string, string, RequestDelegate>>? Pages { get; init; }

    /// <summary>The version shown.</summary>
    public required string Version { get; init; }
}
