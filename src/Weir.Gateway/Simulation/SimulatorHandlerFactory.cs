using Weir.Routing.Targets;

namespace Weir.Gateway.Simulation;

/// <summary>Makes the handler that stands where another connection has its wire.</summary>
internal sealed class SimulatorHandlerFactory(TimeProvider time)
{
    public HttpMessageHandler Create(SimulatorSettings settings) => new SimulatorHandler(settings, time);
}
