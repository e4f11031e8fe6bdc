using Weir.Commands.Config;
using Weir.Commands.Serve;
using Weir.Terminal;

namespace Weir.Invocation;

/// <summary>The world that the commands live in. Nothing heavy in it: what a command needs is made when it runs.</summary>
internal sealed record CliContext
{
    public required ITerminal Terminal { get; init; }

    /// <summary>The environment, as it was at start.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Relative paths start here.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Makes the handler of a command's HTTP calls.</summary>
    public required Func<HttpMessageHandler> Http { get; init; }

    /// <summary>Runs the gateway.</summary>
    public required ServeRunner Serve { get; init; }

    /// <summary>Works on the data folder where no gateway runs.</summary>
    public required LocalAdminFactory LocalAdmin { get; init; }

    /// <summary>Reads weir.yaml.</summary>
    public required ConfigTools Config { get; init; }

    /// <summary>A variable; null when it is not set or empty.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
