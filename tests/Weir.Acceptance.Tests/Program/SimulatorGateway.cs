namespace Weir.Acceptance.Tests.Program;

/// <summary>A gateway with nothing but the simulator behind it. Shared by the tests of a class.</summary>
public sealed class SimulatorGateway : IAsyncLifetime
{
    private WeirProcess? _weir;

    internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _weir = await WeirProcess.StartAsync(new WeirSetup(), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }
    }
}
