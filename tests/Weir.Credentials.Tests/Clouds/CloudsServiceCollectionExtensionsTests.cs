using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Tests.Clouds;

public sealed class CloudsServiceCollectionExtensionsTests
{
    [Fact]
    public void AddClouds_AddsTheThree_AndMakingAMethodAsksNobody()
    {
        using var services = new ServiceCollection().AddSingleton<TimeProvider>(new CloudTime()).AddClouds().BuildServiceProvider();
        var kinds = services.GetServices<IAuthMethodKind>().ToList();
        Assert.Equal(["aws", "gcp", "azure"], kinds.Select(static kind => kind.Name));
        Assert.All(kinds, static kind =>
        {
            var choice = kind.Create(CloudOrders.Order());
            Assert.Null(choice.Problem);
            Assert.Equal(kind.Name, choice.Method.Name);
            Assert.Equal(AuthState.Ready, choice.Method.State);
            Assert.Null(choice.Method.Masked);
            Assert.Null(choice.Method.ExpiresAt);
        });
    }

    [Fact]
    public async Task AKeyOfTheConfiguration_IsABearerToken()
    {
        using var services = new ServiceCollection().AddSingleton<TimeProvider>(new CloudTime()).AddClouds().BuildServiceProvider();
        foreach (var kind in services.GetServices<IAuthMethodKind>())
        {
            var method = kind.Create(CloudOrders.Order(key: "token-0123456789abcdef")).Method;
            using var request = await method.SignAsync("https://cloud.example/v1");
            Assert.Equal("Bearer token-0123456789abcdef", request.Authorization());
            Assert.Equal("tok...cdef", method.Masked);
        }
    }
}
