using Weir.Gateway.Admin;

namespace Weir.Invocation;

/// <summary>Opens the data folder and gives what can be done with it without a running gateway. The result is disposed of where it can be.</summary>
internal delegate Task<IGatewayAdmin> LocalAdminFactory(CliSettings settings, CancellationToken cancellationToken);
