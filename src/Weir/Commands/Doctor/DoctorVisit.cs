using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Doctor;

/// <summary>What the checks share.</summary>
internal sealed record DoctorVisit(CliSettings Settings, CliContext Context, Func<CancellationToken, Task<IGatewayAdmin>> Admin);
