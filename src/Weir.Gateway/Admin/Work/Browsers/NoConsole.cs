using Weir.Gateway.Admin.Browsers;

namespace Weir.Gateway.Admin.Work.Browsers;

/// <summary>Where no gateway runs, nothing serves the console.</summary>
internal sealed class NoConsole : IConsoleAdmin
{
    public Task<ConsoleLink> CreateConsoleLinkAsync(string? keyId, CancellationToken cancellationToken) =>
        throw new AdminException(AdminProblem.Conflict("No gateway runs, and the console is one of its pages.", "Start it with `weir serve`, or name one with --url."));
}
