namespace Weir.Commands.Serve;

/// <summary>Runs the gateway until the token is cancelled, and gives the exit code: 0 for a stop that was asked for.</summary>
internal delegate Task<int> ServeRunner(ServeOptions options, CancellationToken cancellationToken);
