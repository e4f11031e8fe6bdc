using Weir.Acceptance.Tests.Chains;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>A gateway with a chain of the file, chains that were set, and requests that went through them.</summary>
public sealed class ChainedGateway : IAsyncLifetime
{
    private WeirProcess? _weir;

    internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _weir = await WeirProcess.StartAsync(new WeirSetup { Config = SavedChainTests.Config }, token);
        await _weir.RunCliAsync("chains", "set", "coding", "away/m", "here/echo", "there/echo", "--retries", "0");
        await _weir.RunCliAsync("chains", "set", "careful", "away/m", "here/echo", "--ask", "--retries", "0");
        for (var i = 0; i < 4; i++)
        {
            await _weir.Http.ChatAsync("coding", token);
        }

        await _weir.Http.ChatAsync("declared", token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }
    }
}
