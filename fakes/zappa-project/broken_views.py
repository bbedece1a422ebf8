def home(request):
    raise RuntimeError("this release serves nothing")


health = home
