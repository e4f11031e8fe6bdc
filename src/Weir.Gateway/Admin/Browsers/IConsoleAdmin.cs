namespace Weir.Gateway.Admin.Browsers;

/// <summary>Signing browsers in to the console. Throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IConsoleAdmin
{
    /// <summary>Makes a link that signs one browser in, once, within ten minutes.</summary>
    /// <param name="keyId">Id of the admin key that the session will have; null: of the key that asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ConsoleLink> CreateConsoleLinkAsync(string? keyId, CancellationToken cancellationToken);
}
